package org.dicomcaravan.operation;

/** In a file. */
class WaitingTest extends AnyWaitingTest {
    WaitingTest() {
        super(StateUnderTest::inFile);
    }
}
