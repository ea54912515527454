/**
 * Where instances come from: a DICOM store lists its instances as a stream and opens one.
 *
 * <p>What counts as an instance, a failure or nothing at all is the same for every kind of store, and is told apart
 * here.
 */
package org.dicomcaravan.store;
