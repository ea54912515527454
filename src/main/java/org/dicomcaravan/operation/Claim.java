package org.dicomcaravan.operation;

import java.time.Duration;

/**
 * The planning or the end of an operation, in the hands of one who may lose it: what he does after that is refused.
 *
 * @param operation id of the operation
 * @param fence larger than that of any claim before
 * @param lease how long it holds after it was given, and after each time that it is renewed
 */
public record Claim(long operation, long fence, Duration lease) implements Held {}
