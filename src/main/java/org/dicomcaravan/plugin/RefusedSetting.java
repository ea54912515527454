package org.dicomcaravan.plugin;

/** A setting that a codec or transcoder refuses: what a site wrote is wrong, so nothing starts. */
public final class RefusedSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Names who refuses.
     *
     * @param who such as {@code encoder jpeg}
     * @param cause what is wrong, as {@code configure} told
     */
    public RefusedSetting(String who, IllegalArgumentException cause) {
        super(who + ": " + cause.getMessage(), cause);
    }
}
