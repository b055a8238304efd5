/** Tests of what attaches rigs. */
@NullMarked
package plumb.attach;

import org.jspecify.annotations.NullMarked;
