/**
 * Who may do what: principals, what they may do by Google's IAM policies, and what is written down of it. Who stands behind
 * a token is found out in {@code token}, what policies grant in {@code policy}.
 */
package org.dicomcaravan.access;
