package org.dicomcaravan.server.faults;

/**
 * A request as {@link Faults} see it.
 *
 * @param number how many came before it, and one
 * @param path with the query, as it was sent
 * @param range {@code Content-Range}; empty if there is none
 * @param length of the body, in bytes; -1 if that is not known
 */
public record Call(int number, String method, String path, String range, long length) {

    /** Sends content, or asks how far that came. */
    public boolean isUpload() {
        return path.startsWith("/upload/");
    }

    /** Begins a resumable upload. */
    public boolean isBeginning() {
        return isUpload() && path.contains("uploadType=resumable") && !isOfSession();
    }

    /** Belongs to a resumable upload that was begun. */
    public boolean isOfSession() {
        return path.contains("upload_id=");
    }

    /** Sends a part of a resumable upload, no question about it. */
    public boolean isPart() {
        return isOfSession() && method.equals("PUT") && !range.startsWith("bytes */");
    }

    /** Sends the last part of a resumable upload, or the only one. */
    public boolean isLastPart() {
        return isPart()
                && !range.endsWith("/*")
                && Long.parseLong(range.replaceAll(".*-(\\d+)/.*", "$1")) + 1
                        == Long.parseLong(range.replaceAll(".*/", ""));
    }

    /** Concerns one object and not a bucket as a whole. */
    public boolean isAboutAnObject() {
        return isUpload() || path.matches("/storage/v1/b/[^/]+/o/.+") || path.startsWith("/batch");
    }
}
