/** What every page of the product is made with. Knows nothing of rigs. */
@NullMarked
package plumb.page;

import org.jspecify.annotations.NullMarked;
