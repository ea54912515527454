package org.dicomcaravan.operation;

import org.junit.jupiter.api.Tag;

/** In PostgreSQL. */
@Tag("environment")
class SharedPlansTest extends AnyPlansTest {
    SharedPlansTest() {
        super(StateUnderTest::shared);
    }
}
