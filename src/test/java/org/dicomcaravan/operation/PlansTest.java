package org.dicomcaravan.operation;

/** In a file. */
class PlansTest extends AnyPlansTest {
    PlansTest() {
        super(StateUnderTest::inFile);
    }
}
