/**
 * The table of a store's metadata, in the schema that Google's export makes: the row of an instance, the columns that it
 * needs, and the schema of many. Knows DICOM alone; what becomes of rows is for others.
 */
package org.dicomcaravan.table;
