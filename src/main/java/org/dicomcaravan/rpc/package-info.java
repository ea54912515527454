/** What an error is called: the codes and the status of google.rpc, once for all. Knows nothing of ours. */
package org.dicomcaravan.rpc;
