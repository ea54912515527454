/**
 * Google's clients as this program uses them: how they reach the network, what is tried again, and what their errors
 * mean. Whoever waits for Google can be told to stop at any moment.
 */
package org.dicomcaravan.google;
