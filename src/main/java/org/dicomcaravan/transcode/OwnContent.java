package org.dicomcaravan.transcode;

/** A content of a built-in transcoder: between two reads of its stream it does a bounded amount of work. */
interface OwnContent extends Content {}
