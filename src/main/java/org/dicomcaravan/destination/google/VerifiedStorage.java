package org.dicomcaravan.destination.google;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Google's client with one method replaced: {@code createFrom(info, stream)}, which Camel's {@code google-storage:}
 * endpoint uploads with. Google's own makes a resumable upload of every object, however small, with a buffer of 15 MiB,
 * sets no precondition, and finishes the object, cut short, when the stream fails.
 */
final class VerifiedStorage implements InvocationHandler {
    private final Storage storage;
    private final VerifiedUpload upload;

    private VerifiedStorage(Storage storage) {
        this.storage = storage;
        this.upload = new VerifiedUpload(storage);
    }

    static Storage over(Storage storage) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, new VerifiedStorage(storage));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("createFrom")
                && arguments.length == 3
                && arguments[1] instanceof InputStream content
                && ((Object[]) arguments[2]).length == 0) {
            try (content) {
                return upload.upload((BlobInfo) arguments[0], content);
            }
        }
        try {
            return method.invoke(storage, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
