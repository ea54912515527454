/**
 * Google's IAM policies, as far as this server has them: resources, roles, members. A policy is a file that is read again when
 * it changes.
 */
package org.dicomcaravan.access.policy;
