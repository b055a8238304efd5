/** What may know what: the rules of the packages' own descriptions, checked. */
@NullMarked
package plumb.architecture;

import org.jspecify.annotations.NullMarked;
