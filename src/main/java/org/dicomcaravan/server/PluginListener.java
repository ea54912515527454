package org.dicomcaravan.server;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Lets routes use the classes of plugin jars: beans, and whole Camel components. */
final class PluginListener extends MainListenerSupport {

    private final ClassLoader loader;

    PluginListener(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        context.setApplicationContextClassLoader(loader);
        context.getClassResolver().addClassLoader(loader);
    }
}
