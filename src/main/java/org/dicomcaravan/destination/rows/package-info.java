/** Rows on their way to a table: kept in files, a batch a file, until the operation's end loads them. */
package org.dicomcaravan.destination.rows;
