// The files that Python finds: modules to import and the student's program. It asks for them as a program of Unix does.

const NO_SUCH = 44, NOT_OPEN = 8, READ_ONLY = 69; // numbers that stand for reasons in WebAssembly's systems
const FOLDER = 0x4000 | 0o555, FILE = 0x8000 | 0o444;
const FIRST = 3; // before it: input, output, errors

/**
 * @param {() => DataView} memory Python's
 * @param {(path: number) => string} textAt
 * @param {{ print: (bytes: Uint8Array) => void, onMissing: (path: string) => void }} told `onMissing`: there is no such file
 */
export function openFiles(memory, textAt, { print, onMissing }) {
  /** @type {Map<string, Uint8Array | null>} null: a folder */
  const files = new Map([['/', null]]);
  /** @type {Map<number, { bytes: Uint8Array, at: number, isFolder: boolean }>} */
  const open = new Map();
  const absolute = (/** @type {number} */ address) => {
    const path = textAt(address);
    return path.startsWith('/') ? path : `/${path}`;
  };

  /** @param {number} to @param {Uint8Array | null} file */
  function describe(to, file) {
    const view = memory(), size = file?.length ?? 0;
    new Uint8Array(view.buffer, to, 96).fill(0);
    view.setUint32(to + 4, file ? FILE : FOLDER, true);
    view.setUint32(to + 8, 1, true);
    view.setBigInt64(to + 24, BigInt(size), true);
    view.setInt32(to + 32, 4096, true);
    return 0;
  }

  /** @param {number} address @param {number} to */
  function about(address, to) {
    const path = absolute(address), file = files.get(path);
    if (file !== undefined) return describe(to, file);
    onMissing(path);
    return -NO_SUCH;
  }

  /**
   * Goes through pieces of memory, one after the other.
   * @param {number} list @param {number} count @param {number} sum where to write how many bytes it were
   * @param {(piece: Uint8Array) => number} move
   */
  function each(list, count, sum, move) {
    const view = memory();
    let all = 0;
    for (let i = 0; i < count; i += 1) all += move(new Uint8Array(view.buffer, view.getUint32(list + i * 8, true), view.getUint32(list + i * 8 + 4, true)));
    view.setUint32(sum, all, true);
    return 0;
  }

  const refuse = () => -READ_ONLY;
  const calls = {
    __syscall_stat64: about,
    __syscall_lstat64: about,
    /** @param {number} _ @param {number} path @param {number} to */
    __syscall_newfstatat: (_, path, to) => about(path, to),
    /** @param {number} file @param {number} to */
    __syscall_fstat64(file, to) {
      const stream = open.get(file);
      return stream ? describe(to, stream.isFolder ? null : stream.bytes) : -NOT_OPEN;
    },
    /** @param {number} _ @param {number} path @param {number} flags */
    __syscall_openat(_, path, flags) {
      const content = files.get(absolute(path));
      if (content === undefined) return -NO_SUCH;
      if (flags & 3) return -READ_ONLY;
      let file = FIRST;
      while (open.has(file)) file += 1;
      open.set(file, { bytes: content ?? new Uint8Array(), at: 0, isFolder: !content });
      return file;
    },
    /** @param {number} to @param {number} size */
    __syscall_getcwd(to, size) {
      if (size < 2) return -READ_ONLY;
      memory().setUint16(to, '/'.charCodeAt(0), true);
      return 2;
    },
    __syscall_poll: () => 0,
    __syscall_getdents64: () => 0, // a folder does not tell what is in it
    __syscall_chdir: refuse, __syscall_mkdirat: refuse, __syscall_renameat: refuse, __syscall_rmdir: refuse, __syscall_unlinkat: refuse, __syscall_statfs64: refuse,
    /** @param {number} file */
    fd_close: (file) => (open.delete(file) ? 0 : NOT_OPEN),
    fd_sync: () => 0,
    /** @param {number} file @param {bigint} by @param {number} whence @param {number} to */
    fd_seek(file, by, whence, to) {
      const stream = open.get(file);
      if (!stream) return NOT_OPEN;
      stream.at = Math.max(0, Number(by) + [0, stream.at, stream.bytes.length][whence]);
      memory().setBigInt64(to, BigInt(stream.at), true);
      return 0;
    },
    /** @param {number} file @param {number} list @param {number} count @param {number} sum */
    fd_read(file, list, count, sum) {
      const stream = open.get(file);
      if (!stream) return file < FIRST ? each(list, count, sum, () => 0) : NOT_OPEN;
      return each(list, count, sum, (piece) => {
        const part = stream.bytes.subarray(stream.at, stream.at + piece.length);
        piece.set(part);
        stream.at += part.length;
        return part.length;
      });
    },
    /** @param {number} file @param {number} list @param {number} count @param {number} sum */
    fd_write(file, list, count, sum) {
      if (file === 0 || file >= FIRST) return NOT_OPEN;
      return each(list, count, sum, (piece) => {
        print(piece);
        return piece.length;
      });
    },
  };

  /** Puts a file where Python finds it. @param {string} path @param {string} text */
  function put(path, text) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) files.set(path.slice(0, at), null);
    files.set(path, new TextEncoder().encode(text));
  }
  return { calls, put };
}
