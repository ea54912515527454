/**
 * How Google's API is said in HTTP and JSON: paths and names of resources, messages, query parameters, errors, pages. Knows
 * nothing of what a method does.
 */
package org.dicomcaravan.api.wire;
