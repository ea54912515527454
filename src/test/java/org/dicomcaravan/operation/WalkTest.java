package org.dicomcaravan.operation;

/** One server, whose state is in a file, and dies with all that is in hand. */
class WalkTest extends AnyWalkTest {
    WalkTest() {
        super(StateUnderTest::inFile, 1, 20);
    }
}
