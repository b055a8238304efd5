/** Tests of the twin as a process. */
@NullMarked
package plumb.twin;

import org.jspecify.annotations.NullMarked;
