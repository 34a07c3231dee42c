"""What a worker may not do: outlive its parent, take more memory, reach anything over a network.

The last is held by the kernel's system call filter where there is one (Linux on x86-64 and arm64);
elsewhere it rests on `ask.bounds` alone, which refuses such queries before a worker sees them.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Final

# include/uapi/linux: prctl.h, seccomp.h, audit.h, bpf_common.h
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 1  # the call fails with EPERM
_LOAD_WORD: Final = 0x20
_JUMP_EQUAL: Final = 0x15
_JUMP_NOT_BELOW: Final = 0x35
_RETURN: Final = 0x06
_NUMBER: Final = 0  # offsets in struct seccomp_data
_MACHINE: Final = 4
_X32: Final = 0x40000000  # calls of the other ABI of x86-64 begin here
# machine → its name in struct seccomp_data, and the numbers of: socket, socketpair, bind, listen,
# accept, connect, accept4, execve, execveat, ptrace, io_uring_setup
_CALLS: Final = {
    "x86_64": (0xC000003E, (41, 53, 49, 50, 43, 42, 288, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 199, 200, 201, 202, 203, 242, 221, 281, 117, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def _prctl(option: int, *arguments: int | ctypes.c_void_p) -> bool:
    """Call prctl(2), which takes five words; say whether it did what was asked."""
    words = [a if isinstance(a, ctypes.c_void_p) else ctypes.c_ulong(a) for a in arguments]
    words += [ctypes.c_ulong(0)] * (4 - len(words))
    return bool(ctypes.CDLL(None).prctl(option, *words) == 0)


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent ends, also if that is killed.

    Args:
        parent: the parent's process id; if it is not the parent any more, the process ends now.
    """
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def keep_only(*descriptors: int) -> None:
    """Close every open file but the standard ones and these: a listening socket was inherited."""
    kept = sorted({0, 1, 2, *descriptors})
    for before, after in zip(kept, [*kept[1:], os.sysconf("SC_OPEN_MAX")], strict=True):
        os.closerange(before + 1, after)


def memory_in_use() -> int:
    """Measure the private, writable memory of this process.

    Returns:
        Bytes; 0 where the system does not tell.
    """
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0
    return int(status.read_text("ascii").split()[5]) * resource.getpagesize()


def limit_memory(more: int) -> None:
    """Let this process take only so much memory beyond what it has; to ask for more ends it.

    Args:
        more: bytes.
    """
    # RLIMIT_DATA counts private writable memory; a store's files may be mapped beside it
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = memory_in_use() + more
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_network() -> bool:
    """Refuse this process, for good, new sockets and new programs.

    Returns:
        Whether the system can do that.
    """
    known = _CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    machine, calls = known

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    last = len(calls)  # where the step that refuses stands, counted from the first comparison
    steps = [
        step(_LOAD_WORD, _MACHINE),
        step(_JUMP_EQUAL, machine, 0, last + 3),
        step(_LOAD_WORD, _NUMBER),
        step(_JUMP_NOT_BELOW, _X32, last + 1, 0),
        *(step(_JUMP_EQUAL, call, last - place, 0) for place, call in enumerate(calls)),
        step(_RETURN, _ALLOW),
        step(_RETURN, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    pointer = ctypes.cast(ctypes.pointer(program), ctypes.c_void_p)
    return _prctl(_PR_SET_NO_NEW_PRIVS, 1) and _prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, pointer
    )
