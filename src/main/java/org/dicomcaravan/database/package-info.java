/** Databases: one interface, and one exception that tells what passes from what lasts. Knows no tables. */
package org.dicomcaravan.database;
