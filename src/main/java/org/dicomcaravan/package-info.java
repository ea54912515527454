/**
 * DICOM Caravan: a self-hosted server that speaks the export call of Google's Cloud Healthcare API.
 *
 * <p>One package a feature; docs/architecture.md says what each is for, and in which order they may use each other.
 */
package org.dicomcaravan;
