/**
 * What a frame looks like: stored values through modality, VOI and presentation transforms, palettes and colour
 * conversions to 8-bit grey or RGB (PS3.3 C.11, PS3.4 N.2), in exact arithmetic. Knows {@code codec} and
 * {@code dicom}.
 */
package org.dicomcaravan.render;
