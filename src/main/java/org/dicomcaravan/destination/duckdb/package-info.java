/**
 * Tables and Parquet files by DuckDB: a project is a file, a load is one transaction, and a query reads and never writes.
 */
package org.dicomcaravan.destination.duckdb;
