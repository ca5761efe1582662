#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# @FACE@ of relatd, on the Java runtime that lies beside it. Links to this file work.
face=@FACE@
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
case $self in */*) ;; *) self=./$self ;; esac
home=$(cd "${self%/*}/.." && pwd -P) || exit 1

# A daemon is `relatd run`, or conntrackd with no option but -d and -C FILE; all else is a tool.
kind=tool
case $face in
  relatd) [ "$1" != run ] || kind=daemon ;;
  conntrackd)
    kind=daemon file=
    for word; do
      case $file$word in
        file*) file= ;;
        -d) ;;
        -C) file=file ;;
        *) kind=tool ;;
      esac
    done
    ;;
esac

# Scripts ask conntrack, nfct and a daemon every second. As one class path their AOT caches spare them
# the resolving of modules, half of their time. They need no more than a nursery, however long a list.
if [ "$face" != relatd ] && [ $kind = tool ]; then
  for jar in @JARS@; do jars=${jars:+$jars:}$home/lib/$jar; done
  exec "$home/runtime/bin/java" -XX:+UseSerialGC -XX:-UsePerfData \
    -XX:TieredStopAtLevel=1 -Xms8m -Xmn6m -Xmx64m ${RELATD_JAVA_OPTIONS-} \
    "${RELATD_AOT:--XX:AOTCache=$home/lib/$face.aot}" -Xlog:disable \
    -Xlog:all=error,aot=off,cds=off:stderr \
    --enable-native-access=ALL-UNNAMED \
    -cp "$jars" relatd.cli.Main "$face" "$@"
fi

# The heap of a daemon stays small: its tables are outside. A tool lives too briefly for C2.
cache=$face
case $kind in
  daemon)
    # A cache's classes are loaded by every daemon that uses it: those of helpers have their own. What
    # helpers remember of connections lies in the heap.
    cache=daemon heap=64m file=/etc/conntrackd/conntrackd.conf before=
    for word; do
      [ "$before" != -C ] || file=$word
      before=$word
    done
    if [ -r "$file" ]; then
      while read -r word _; do
        case $word in Helper*) cache=helpers heap=128m ;; esac
      done <"$file"
    fi
    [ -f "$home/lib/$cache.aot" ] || cache=daemon
    # What the compilers have used goes back to the system. Nothing is compiled in the middle of a
    # loop: a daemon's are entered again before long, and C2, which is busy for the first seconds,
    # would make most of them twice.
    set -- -Xms8m -Xmn2m -Xmx$heap -XX:TrimNativeHeapInterval=2000 -XX:-UseOnStackReplacement \
      @MAIN@ "$face" "$@"
    ;;
  tool) set -- -XX:TieredStopAtLevel=1 @MAIN@ "$face" "$@" ;;
esac
# What an AOT cache keeps of modules belongs to the place where it was made; elsewhere the JVM takes
# them for strangers and ends (sealing violation).
aot=-XX:AOTCache=$home/lib/$cache.aot
read -r made 2>/dev/null <"$home/lib/made-at" && [ "$made" = "$home" ] || aot=-XX:AOTMode=off
# An unusable AOT cache only costs time; the JVM must not talk about it on stdout.
# --illegal-native-access=deny would keep it from linking classes ahead and from the module graph.
exec "$home/runtime/bin/java" -XX:+UseSerialGC -XX:-UsePerfData \
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 ${RELATD_JAVA_OPTIONS-} \
  "${RELATD_AOT:-$aot}" -Xlog:disable -Xlog:all=error,aot=off,cds=off:stderr \
  --enable-native-access=@NATIVE@ \
  "-Djffi.boot.library.path=$home/lib/native" "-Drelatd.home=$home" \
  --module-path "$home/lib:$home/lib/helpers" --add-modules @MODULES@ "$@"
