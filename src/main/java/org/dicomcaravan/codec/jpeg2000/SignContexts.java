package org.dicomcaravan.codec.jpeg2000;

/** The contexts of signs (D.3.2), by the neighbours of a coefficient. */
final class SignContexts {

    /**
     * By what is significant and negative around: bit 1 and 0 above, 3 and 2 on the left, 5 and 4 on the right, 7 and 6
     * below. The highest bit is set where the sign is inverted. Not to be changed.
     */
    static final byte[] TABLE = signs();

    private SignContexts() {}

    private static byte[] signs() {
        byte[] signs = new byte[256];
        for (int index = 0; index < signs.length; index++) {
            int horizontal = contribution(index >>> 2) + contribution(index >>> 4);
            int vertical = contribution(index) + contribution(index >>> 6);
            int context = Contexts.sign(Integer.signum(horizontal), Integer.signum(vertical));
            signs[index] = (byte) (context < 0 ? ~context | 0x80 : context);
        }
        return signs;
    }

    private static int contribution(int neighbour) {
        return (neighbour >> 1 & 1) - 2 * (neighbour >> 1 & neighbour & 1);
    }
}
