/** Tables of BigQuery: a load is one job, whose id the operation fixes. */
package org.dicomcaravan.destination.bigquery;
