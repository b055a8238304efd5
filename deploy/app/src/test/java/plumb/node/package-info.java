/** Tests written in JavaScript: the folder {@code src/test/npm}, its pinned packages, and how a script of it is run. */
@NullMarked
package plumb.node;

import org.jspecify.annotations.NullMarked;
