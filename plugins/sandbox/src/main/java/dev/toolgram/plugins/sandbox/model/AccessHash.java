package dev.toolgram.plugins.sandbox.model;

/** Access hashes that look random and are always the same. */
final class AccessHash {
    private AccessHash() {}

    static long of(long id) {
        long mixed = (id + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
