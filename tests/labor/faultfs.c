/* Stands between a program and its files: writes down, or lets go wrong, whatever changes them.
 *
 * Built by shim.rs and named in LD_PRELOAD. It sees what goes through the C library, as all of
 * std and sled do; a raw system call it does not see. The environment says what to do:
 *
 *   FAULT_ROOT=/folder   only what lies below it is looked at
 *   FAULT_LOG=/file      write every change down, with its bytes, and what is written to stdout
 *   FAULT_AT=N           something goes wrong at the Nth change (all threads counted together)
 *   FAULT_KIND=          kill killmid eio enospc erofs short delay
 *   FAULT_LASTS=N        so does each of the next, N in all
 *   FAULT_OPS=wsf...     only these changes count: w write, s sync, f size, o open to write,
 *                        r rename, u unlink, m mkdir, l link, p permissions; and these never
 *                        unless they are named: i open to read, d read
 *   FAULT_MS=N           delay: each sync takes so many milliseconds longer, and each call to
 *                        read that is named
 *   FAULT_SWITCH=/file   goes wrong, and counts, only as long as this file is there
 *   FAULT_FASTSYNC=1     a sync only says that it was done: nobody cuts the power here
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum fate { GO_ON, FAIL, SHORT, DIE_IN_IT };

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static const char *root, *kind, *ops, *sw;
static size_t root_len;
static long at = -1, count, lasts = 1, delay;
static int fast, log_fd = -1;

__attribute__((constructor)) static void begin(void) {
    root = getenv("FAULT_ROOT");
    root_len = root ? strlen(root) : 0;
    kind = getenv("FAULT_KIND");
    ops = getenv("FAULT_OPS");
    sw = getenv("FAULT_SWITCH");
    if (getenv("FAULT_MS")) delay = atol(getenv("FAULT_MS"));
    if (getenv("FAULT_LASTS")) lasts = atol(getenv("FAULT_LASTS"));
    fast = getenv("FAULT_FASTSYNC") != NULL;
    if (getenv("FAULT_AT")) at = atol(getenv("FAULT_AT"));
    const char *path = getenv("FAULT_LOG");
    if (path)
        log_fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int under(const char *path) {
    return root && !strncmp(path, root, root_len) && (path[root_len] == '/' || !path[root_len]);
}

/* The path behind a descriptor, as the kernel knows it now: it follows every rename. */
static int path_of(int fd, char *out) {
    char link[64];
    if (!root || fd < 3) return 0;
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, out, PATH_MAX - 1);
    errno = saved;
    if (length < 0) return 0;
    out[length] = 0;
    return under(out);
}

static int path_at(int dir, const char *path, char *out) {
    if (!root || !path) return 0;
    if (path[0] == '/' || dir == AT_FDCWD) {
        snprintf(out, PATH_MAX, "%s", path);
        return under(out);
    }
    char folder[PATH_MAX];
    if (!path_of(dir, folder)) return 0;
    if (snprintf(out, PATH_MAX, "%s/%s", folder, path) >= PATH_MAX) return 0;
    return under(out);
}

/* One record: kind, length of the path, path, offset, length of the data, data. */
static void note(char type, const char *path, uint64_t offset, const char *data, uint32_t length) {
    if (log_fd < 0) return;
    uint16_t path_len = path ? strlen(path) : 0;
    struct iovec head[] = {{&type, 1}, {&path_len, 2}, {(void *)path, path_len}, {&offset, 8}, {&length, 4}};
    syscall(SYS_writev, log_fd, head, 5);
    for (size_t done = 0; data && done < length;) {
        ssize_t wrote = syscall(SYS_write, log_fd, data + done, length - done);
        if (wrote <= 0) break;
        done += wrote;
    }
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

static int off(void) {
    int saved = errno, there = !sw || !syscall(SYS_faccessat, AT_FDCWD, sw, F_OK);
    errno = saved;
    return !there;
}

/* A slow disk holds up nobody but whoever waits for it: called without the lock. */
static void wait_for_disk(void) {
    if (!kind || strcmp(kind, "delay") || off()) return;
    struct timespec time = {delay / 1000, delay % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* Called with the lock held, before each change. */
static enum fate judge(char class, const char *path) {
    if (ops ? !strchr(ops, class) : strchr("id", class) != NULL) return GO_ON;
    if (off()) return GO_ON;
    count++;
    note('G', path, count, &class, 1);
    if (at < 0 || !kind || count < at || count - at >= lasts) return GO_ON;
    if (!strcmp(kind, "kill")) die();
    if (!strcmp(kind, "killmid")) return DIE_IN_IT;
    if (!strcmp(kind, "short")) return SHORT;
    if (!strcmp(kind, "delay")) return GO_ON;
    errno = !strcmp(kind, "enospc") ? ENOSPC : !strcmp(kind, "erofs") ? EROFS : EIO;
    return FAIL;
}

static void unlock(enum fate fate) {
    int saved = errno;
    if (fate == DIE_IN_IT) die();
    pthread_mutex_unlock(&mu);
    errno = saved;
}

/* Reading changes nothing, so it is only judged. Tells whether it may be done. */
static int may_read(char class, const char *path) {
    if (ops && strchr(ops, class)) wait_for_disk();
    pthread_mutex_lock(&mu);
    enum fate fate = judge(class, path);
    unlock(fate);
    return fate != FAIL;
}

/* A change that is done or not: `record` tells how it is written down. */
#define CHANGE(class, path, call, record)                                                          \
    do {                                                                                           \
        pthread_mutex_lock(&mu);                                                                   \
        enum fate fate = judge(class, path);                                                       \
        int result = fate == FAIL ? -1 : (call);                                                   \
        if (result >= 0) { record; }                                                               \
        unlock(fate);                                                                              \
        return result;                                                                             \
    } while (0)

static int open_at(int dir, const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT;
    if ((flags & O_TMPFILE) == O_TMPFILE || !path_at(dir, path, full))
        return syscall(SYS_openat, dir, path, flags, mode);
    if (!writes) return may_read('i', full) ? syscall(SYS_openat, dir, path, flags, mode) : -1;
    struct stat before;
    int saved = errno, there = stat(full, &before) == 0;
    errno = saved;
    CHANGE('o', full, syscall(SYS_openat, dir, path, flags, mode), {
        if (!there) note('C', full, 0, NULL, 0);
        else if (flags & O_TRUNC && before.st_size) note('T', full, 0, NULL, 0);
    });
}

static mode_t mode_of(int flags, va_list more) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = mode_of(flags, more);                                                        \
        va_end(more);                                                                              \
        return open_at(AT_FDCWD, path, flags, mode);                                               \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int dir, const char *path, int flags, ...) {                                          \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = mode_of(flags, more);                                                        \
        va_end(more);                                                                              \
        return open_at(dir, path, flags, mode);                                                    \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t read(int fd, void *bytes, size_t length) {
    char path[PATH_MAX];
    if (path_of(fd, path) && !may_read('d', path)) return -1;
    return syscall(SYS_read, fd, bytes, length);
}
ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
    char path[PATH_MAX];
    if (path_of(fd, path) && !may_read('d', path)) return -1;
    return syscall(SYS_pread64, fd, bytes, length, offset);
}
ssize_t pread(int fd, void *bytes, size_t length, off_t offset) {
    return pread64(fd, bytes, length, offset);
}

DIR *opendir(const char *path) {
    static DIR *(*next)(const char *);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "opendir");
    char full[PATH_MAX];
    return !path_at(AT_FDCWD, path, full) || may_read('i', full) ? next(path) : NULL;
}

static ssize_t put(int fd, const void *bytes, size_t length, off64_t offset) {
    char path[PATH_MAX];
    int ours = path_of(fd, path);
    if (!ours && fd != STDOUT_FILENO)
        return offset < 0 ? syscall(SYS_write, fd, bytes, length)
                          : syscall(SYS_pwrite64, fd, bytes, length, offset);
    pthread_mutex_lock(&mu);
    if (!ours) {
        note('A', NULL, 0, bytes, length);
        ssize_t result = syscall(SYS_write, fd, bytes, length);
        unlock(GO_ON);
        return result;
    }
    enum fate fate = judge('w', path);
    ssize_t result = -1;
    if (fate != FAIL) {
        size_t part = (fate == SHORT || fate == DIE_IN_IT) && length > 1 ? length / 2 : length;
        off64_t where = offset;
        if (offset < 0)
            where = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
        result = offset < 0 ? syscall(SYS_write, fd, bytes, part)
                            : syscall(SYS_pwrite64, fd, bytes, part, offset);
        if (result > 0) note('W', path, where, bytes, result);
    }
    unlock(fate);
    return result;
}

ssize_t write(int fd, const void *bytes, size_t length) { return put(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return put(fd, bytes, length, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return put(fd, bytes, length, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int number) {
    char path[PATH_MAX];
    if (fd != STDOUT_FILENO && !path_of(fd, path)) return syscall(SYS_writev, fd, parts, number);
    size_t length = 0, done = 0;
    for (int i = 0; i < number; i++) length += parts[i].iov_len;
    char *bytes = malloc(length ? length : 1);
    for (int i = 0; i < number; i++) {
        memcpy(bytes + done, parts[i].iov_base, parts[i].iov_len);
        done += parts[i].iov_len;
    }
    ssize_t result = put(fd, bytes, length, -1);
    int saved = errno;
    free(bytes);
    errno = saved;
    return result;
}

/* What would copy inside the kernel is refused, as by a file system that cannot: then it is read
 * and written, and seen. */
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *where, size_t length, unsigned flags) {
    char path[PATH_MAX];
    if (path_of(to, path)) {
        errno = EXDEV;
        return -1;
    }
    return syscall(SYS_copy_file_range, from, at, to, where, length, flags);
}

static ssize_t send_file(int to, int from, off64_t *offset, size_t length) {
    char path[PATH_MAX];
    if (path_of(to, path)) {
        errno = EINVAL;
        return -1;
    }
    return syscall(SYS_sendfile, to, from, offset, length);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t length) {
    return send_file(to, from, (off64_t *)offset, length);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    return send_file(to, from, offset, length);
}

static int sync_it(long call, char type, int fd, off64_t offset, off64_t length, unsigned flags) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(call, fd, offset, length, flags);
    wait_for_disk();
    CHANGE('s', path, fast ? 0 : syscall(call, fd, offset, length, flags),
           note(type, path, offset, NULL, (uint32_t)length));
}
int fsync(int fd) { return sync_it(SYS_fsync, 'S', fd, 0, 0, 0); }
int fdatasync(int fd) { return sync_it(SYS_fdatasync, 'D', fd, 0, 0, 0); }
int sync_file_range(int fd, off64_t offset, off64_t length, unsigned flags) {
    return sync_it(SYS_sync_file_range, 'R', fd, offset, length, flags);
}

static int resize(int fd, off64_t size) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(SYS_ftruncate, fd, size);
    CHANGE('f', path, syscall(SYS_ftruncate, fd, size), note('T', path, size, NULL, 0));
}
int ftruncate(int fd, off_t size) { return resize(fd, size); }
int ftruncate64(int fd, off64_t size) { return resize(fd, size); }

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int ours = path_at(from_dir, from, old);
    if (!path_at(to_dir, to, new) || !ours)
        return syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
    CHANGE('r', old, syscall(SYS_renameat2, from_dir, from, to_dir, to, flags),
           note('N', old, 0, new, strlen(new)));
}
int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    return renameat2(from_dir, from, to_dir, to, 0);
}
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int ours = path_at(from_dir, from, old);
    if (!path_at(to_dir, to, new) || !ours)
        return syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
    CHANGE('l', old, syscall(SYS_linkat, from_dir, from, to_dir, to, flags),
           note('L', old, 0, new, strlen(new)));
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int dir, const char *path, int flags) {
    char full[PATH_MAX];
    if (!path_at(dir, path, full)) return syscall(SYS_unlinkat, dir, path, flags);
    CHANGE('u', full, syscall(SYS_unlinkat, dir, path, flags), note('U', full, 0, NULL, 0));
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int dir, const char *path, mode_t mode) {
    char full[PATH_MAX];
    if (!path_at(dir, path, full)) return syscall(SYS_mkdirat, dir, path, mode);
    CHANGE('m', full, syscall(SYS_mkdirat, dir, path, mode), note('M', full, 0, NULL, 0));
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int fchmod(int fd, mode_t mode) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(SYS_fchmod, fd, mode);
    CHANGE('p', path, syscall(SYS_fchmod, fd, mode), (void)0);
}
int chmod(const char *path, mode_t mode) {
    char full[PATH_MAX];
    if (!path_at(AT_FDCWD, path, full)) return syscall(SYS_fchmodat, AT_FDCWD, path, mode, 0);
    CHANGE('p', full, syscall(SYS_fchmodat, AT_FDCWD, path, mode, 0), (void)0);
}
