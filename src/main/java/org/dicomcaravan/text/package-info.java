/** Text of unknown origin, made fit for messages, logs and terminals. Knows nothing of ours. */
package org.dicomcaravan.text;
