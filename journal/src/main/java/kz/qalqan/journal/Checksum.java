package kz.qalqan.journal;

import java.util.zip.CRC32C;

/**
 * CRC32C over a salt and bytes. The salt is the checksum of the segment's header, so that bytes of another segment (a
 * reused disk block, a message that quotes a journal) never pass for ours.
 *
 * <p>Threads: one.
 */
final class Checksum {
    private final CRC32C crc = new CRC32C();

    int of(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    int of(int salt, byte[] bytes, int offset, int length) {
        crc.reset();
        salt(salt);
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** The same also over a position, so that a record never passes for one of another place. */
    int of(int salt, long position, byte[] bytes, int offset, int length) {
        crc.reset();
        salt(salt);
        salt((int) (position >>> Integer.SIZE));
        salt((int) position);
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private void salt(int salt) {
        crc.update(salt >>> 24);
        crc.update(salt >>> 16);
        crc.update(salt >>> 8);
        crc.update(salt);
    }
}
