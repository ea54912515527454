/**
 * Plugins of every kind, transcoders as well as codecs: the folder of their jars, where each is from, and what a site
 * set for it.
 */
package org.dicomcaravan.plugin;
