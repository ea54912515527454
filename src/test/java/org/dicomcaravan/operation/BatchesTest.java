package org.dicomcaravan.operation;

/** In a file. */
class BatchesTest extends AnyBatchesTest {
    BatchesTest() {
        super(StateUnderTest::inFile);
    }
}
