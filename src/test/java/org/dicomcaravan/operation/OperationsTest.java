package org.dicomcaravan.operation;

/** In a file. */
class OperationsTest extends AnyOperationsTest {
    OperationsTest() {
        super(StateUnderTest::inFile);
    }
}
