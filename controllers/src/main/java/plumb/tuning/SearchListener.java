package plumb.tuning;

/** Follows a search and may end it early. Both methods are called on any thread of the search. */
public interface SearchListener {
    /** Nobody follows, nobody stops. */
    SearchListener NONE = new SearchListener() {
        @Override
        public void evaluated(double cost) {}

        @Override
        public boolean stopped() {
            return false;
        }
    };

    /** One more point has been evaluated; the cost may be that of a point given up early. */
    void evaluated(double cost);

    /** Whether the search is to end with the best point so far. */
    boolean stopped();
}
