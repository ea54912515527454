package org.dicomcaravan.operation;

import org.junit.jupiter.api.Tag;

/** Two servers that share a PostgreSQL, by its clock. */
@Tag("environment")
class SharedWalkTest extends AnyWalkTest {
    SharedWalkTest() {
        super(StateUnderTest::shared, 2, 6);
    }
}
