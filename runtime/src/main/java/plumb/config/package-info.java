/**
 * One rig's configuration: the data, the keys with their units and ranges, reading it from YAML and printing it back.
 * Knows the floors below; knows nothing of loops.
 */
@NullMarked
package plumb.config;

import org.jspecify.annotations.NullMarked;
