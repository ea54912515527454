package org.dicomcaravan.operation;

import org.junit.jupiter.api.Tag;

/** In PostgreSQL. */
@Tag("environment")
class SharedOperationsTest extends AnyOperationsTest {
    SharedOperationsTest() {
        super(StateUnderTest::shared);
    }
}
