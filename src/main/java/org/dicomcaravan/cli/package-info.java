/** The command line: {@code serve}, {@code export}, {@code operations}, {@code stores} and their neighbours. */
package org.dicomcaravan.cli;
