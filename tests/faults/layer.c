/* Loaded into a program that is put to the test (LD_PRELOAD): counts what it does to the files below one folder, and at a
 * given point ends the program or lets the call fail. Knows the C library's calls; refuses to know what the files are.
 *
 *   FAULT_FOLDER  the folder, as an absolute path; without it nothing is done
 *   FAULT_LOG     a file outside of it: one line is added for each call that is counted
 *   FAULT_AT      the point, counted from 1; 0 is none, and everything is counted
 *   FAULT_HOW     before   killed before the call
 *                 amid     killed after the call, or when half of what was to be written is
 *                 full     this call finds the disk full; full-on: each from this one on
 *                 io       this call finds the disk broken; io-on: each from this one on
 *                 read     reads are counted instead, and this one finds the disk broken; read-on: each from this one on
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { FILES = 4096 };
static char folder[PATH_MAX];
static size_t folder_len;
static int log_file = -1;
static long at;
static const char *how = "";
static int counts_reads;
static atomic_long count;
static atomic_bool watched[FILES];

#define REAL(name) ((__typeof__(&name)) real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *given = getenv("FAULT_FOLDER"), *point = getenv("FAULT_AT"), *to = getenv("FAULT_LOG");
    if (!given || !realpath(given, folder)) { folder_len = 0; return; }
    folder_len = strlen(folder);
    at = point ? atol(point) : 0;
    how = getenv("FAULT_HOW") ? getenv("FAULT_HOW") : "";
    counts_reads = !strncmp(how, "read", 4);
    if (to) log_file = REAL(open)(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Whether a path leads below the folder, or to it. */
static int inside(int base, const char *path) {
    char whole[2 * PATH_MAX];
    if (!folder_len || !path) return 0;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        char link[64], at_path[PATH_MAX] = "";
        if (base == AT_FDCWD) {
            if (!getcwd(at_path, sizeof at_path)) return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", base);
            if (readlink(link, at_path, sizeof at_path - 1) < 0) return 0;
        }
        snprintf(whole, sizeof whole, "%s/%s", at_path, path);
    }
    return !strncmp(whole, folder, folder_len) && (whole[folder_len] == '/' || !whole[folder_len]);
}

static void watch(int file, int yes) { if (file >= 0 && file < FILES) atomic_store(&watched[file], yes); }
static int is_watched(int file) { return file >= 0 && file < FILES && atomic_load(&watched[file]); }
static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

/* Counts one call; the error that it is to fail with, or 0. `can_fill`: whether a full disk can be what it finds. */
static int met(const char *call, int can_fill, int *dies_after) {
    *dies_after = 0;
    if (at && counts_reads != !strcmp(call, "read")) return 0;
    long now = atomic_fetch_add(&count, 1) + 1;
    if (log_file >= 0) {
        char line[64];
        int length = snprintf(line, sizeof line, "%s%s\n", call, can_fill ? " fills" : "");
        if (REAL(write)(log_file, line, length) < 0) _exit(99);
    }
    if (!at || now < at) return 0;
    int on = strstr(how, "-on") != NULL;
    if (now > at && !on) return 0;
    if (!strcmp(how, "before")) die();
    if (!strcmp(how, "amid")) { *dies_after = 1; return 0; }
    if (!strncmp(how, "full", 4)) return can_fill ? ENOSPC : 0;
    return counts_reads || !strncmp(how, "io", 2) ? EIO : 0;
}

#define FAIL(error) do { errno = (error); return -1; } while (0)
/* A call that is one whole: it happens or it does not. */
#define WHOLE(counted, call, fills, does) \
    if (!(counted)) return (does); \
    int after, error = met(call, fills, &after); \
    if (error) FAIL(error); \
    __typeof__(does) done = (does); \
    if (after) die(); \
    return done

static int opened(int base, const char *path, int flags, mode_t mode) {
    int counted = inside(base, path), after = 0;
    if (counted) {
        int error = met("open", (flags & (O_CREAT | O_TMPFILE)) != 0, &after);
        if (error) FAIL(error);
    }
    int file = REAL(openat)(base, path, flags, mode);
    watch(file, counted);
    if (after) die();
    return file;
}

#define MODE() \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE() return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE() return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int base, const char *path, int flags, ...) { MODE() return opened(base, path, flags, mode); }
int openat64(int base, const char *path, int flags, ...) { MODE() return opened(base, path, flags | O_LARGEFILE, mode); }
int close(int file) { watch(file, 0); return REAL(close)(file); }

#define WRITE(name, ...) \
    if (!is_watched(file)) return REAL(name)(file, bytes, length __VA_OPT__(,) __VA_ARGS__); \
    int after, error = met("write", 1, &after); \
    if (error) FAIL(error); \
    ssize_t done = REAL(name)(file, bytes, after ? (length + 1) / 2 : length __VA_OPT__(,) __VA_ARGS__); \
    if (after) die(); \
    return done
ssize_t write(int file, const void *bytes, size_t length) { WRITE(write); }
ssize_t pwrite(int file, const void *bytes, size_t length, off_t to) { WRITE(pwrite, to); }
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t to) { WRITE(pwrite64, to); }

#define READ(name, ...) \
    int after, error = is_watched(file) ? met("read", 0, &after) : 0; \
    if (error) FAIL(error); \
    return REAL(name)(file, bytes, length __VA_OPT__(,) __VA_ARGS__)
ssize_t read(int file, void *bytes, size_t length) { READ(read); }
ssize_t pread(int file, void *bytes, size_t length, off_t from) { READ(pread, from); }
ssize_t pread64(int file, void *bytes, size_t length, off64_t from) { READ(pread64, from); }

ssize_t copy_file_range(int from, off64_t *out, int file, off64_t *to, size_t length, unsigned flags) {
    if (!is_watched(file)) return REAL(copy_file_range)(from, out, file, to, length, flags);
    int after, error = met("write", 1, &after);
    if (error) FAIL(error);
    /* No more than this at once: a copy is several writes. */
    if (length > 65536) length = 65536;
    ssize_t done = REAL(copy_file_range)(from, out, file, to, after ? (length + 1) / 2 : length, flags);
    if (after) die();
    return done;
}

int fsync(int file) { WHOLE(is_watched(file), "fsync", 0, REAL(fsync)(file)); }
int fdatasync(int file) { WHOLE(is_watched(file), "fsync", 0, REAL(fdatasync)(file)); }
int ftruncate(int file, off_t length) { WHOLE(is_watched(file), "truncate", 1, REAL(ftruncate)(file, length)); }
int ftruncate64(int file, off64_t length) { WHOLE(is_watched(file), "truncate", 1, REAL(ftruncate64)(file, length)); }
int rename(const char *from, const char *to) {
    WHOLE(inside(AT_FDCWD, from) || inside(AT_FDCWD, to), "rename", 1, REAL(rename)(from, to));
}
int renameat(int one, const char *from, int other, const char *to) {
    WHOLE(inside(one, from) || inside(other, to), "rename", 1, REAL(renameat)(one, from, other, to));
}
int linkat(int one, const char *from, int other, const char *to, int flags) {
    WHOLE(inside(other, to), "link", 1, REAL(linkat)(one, from, other, to, flags));
}
int link(const char *from, const char *to) { WHOLE(inside(AT_FDCWD, to), "link", 1, REAL(link)(from, to)); }
int unlink(const char *path) { WHOLE(inside(AT_FDCWD, path), "unlink", 0, REAL(unlink)(path)); }
int unlinkat(int base, const char *path, int flags) {
    WHOLE(inside(base, path), "unlink", 0, REAL(unlinkat)(base, path, flags));
}
int rmdir(const char *path) { WHOLE(inside(AT_FDCWD, path), "rmdir", 0, REAL(rmdir)(path)); }
int mkdir(const char *path, mode_t mode) { WHOLE(inside(AT_FDCWD, path), "mkdir", 1, REAL(mkdir)(path, mode)); }
