package org.dicomcaravan.operation;

import org.junit.jupiter.api.Tag;

/** In PostgreSQL. */
@Tag("environment")
class SharedBatchesTest extends AnyBatchesTest {
    SharedBatchesTest() {
        super(StateUnderTest::shared);
    }
}
