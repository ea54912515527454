package org.dicomcaravan.codec.jpeg;

import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;

/** Has ImageIO give up writing when its thread is interrupted: it tells of every few lines. */
final class InterruptedWrite implements IIOWriteProgressListener {

    @Override
    public void imageProgress(ImageWriter source, float percentage) {
        if (Thread.currentThread().isInterrupted()) {
            source.abort();
        }
    }

    @Override
    public void imageStarted(ImageWriter source, int image) {}

    @Override
    public void imageComplete(ImageWriter source) {}

    @Override
    public void thumbnailStarted(ImageWriter source, int image, int thumbnail) {}

    @Override
    public void thumbnailProgress(ImageWriter source, float percentage) {}

    @Override
    public void thumbnailComplete(ImageWriter source) {}

    @Override
    public void writeAborted(ImageWriter source) {}
}
