/**
 * DICOM Caravan: a self-hosted server that speaks the export call of Google's Cloud Healthcare API.
 *
 * <p>One package per feature; an arrow between them only points down this list: {@code cli}, {@code samples}, {@code server},
 * {@code api}, {@code export}, {@code operation}, {@code destination}, {@code store}, {@code transcode},
 * {@code render}, {@code codec}, {@code dicom}.
 */
package org.dicomcaravan;
