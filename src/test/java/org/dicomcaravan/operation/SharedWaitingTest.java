package org.dicomcaravan.operation;

import org.junit.jupiter.api.Tag;

/** In PostgreSQL. */
@Tag("environment")
class SharedWaitingTest extends AnyWaitingTest {
    SharedWaitingTest() {
        super(StateUnderTest::shared);
    }
}
