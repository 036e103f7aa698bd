#!/bin/sh
# Takes Debian out of sight again after its packages have changed (`close`), and lets their own scripts see it before
# (`open`). Without a word it does so for the first time.
set -eu
own=/usr/lib/centos7
real="$own/pcs-0.10"
hidden="dpkg dpkg-query apt apt-get apt-cache apt-mark apt-config apt-key"

out_of_sight() {
  # Scripts of Debian's packages ask for a Python that CentOS 7 does not have under this name.
  grep -rlIE '^#! ?/usr/bin/(env )?python3( |$)' /usr/bin /usr/sbin /usr/lib/ocf /usr/lib/cloud-init /usr/share/fence \
    /usr/share/pcs /usr/share/pcsd /usr/lib/stonith "$real" 2>/dev/null |
    xargs -r sed -i -E '1s,^#! ?/usr/bin/(env )?python3,#!/usr/bin/python3.9,'
  rm -f /usr/bin/python3
  # pcsd starts pcs by its path, in its own words.
  if [ -f /usr/share/pcsd/settings.rb ]; then
    sed -i "s,^PCS_EXEC = .*,PCS_EXEC = '$real'," /usr/share/pcsd/settings.rb
  fi
  if [ -e "$real" ]; then ln -sf "$own/pcs/pcs.py" /usr/sbin/pcs; else rm -f /usr/sbin/pcs; fi
  # Debian's package of Corosync brings a cluster of one node and starts it: CentOS's has no corosync.conf.
  conf=/etc/corosync/corosync.conf
  if [ -f "$conf" ]; then
    sum=$(md5sum <"$conf" | cut -d ' ' -f 1)
    if "$own/debian/dpkg-query" -W -f '${Conffiles}\n' corosync | grep -q "$conf $sum"; then rm "$conf"; fi
  fi
}

hide() {
  mkdir -p "$own/debian"
  for name in $hidden; do
    if [ -L "/usr/bin/$name" ]; then rm "/usr/bin/$name"; fi
    if [ -x "/usr/bin/$name" ]; then mv "/usr/bin/$name" "$own/debian/$name"; fi
  done
}

case "${1:-first}" in
  open)
    ln -sf python3.9 /usr/bin/python3
    rm -f /usr/sbin/pcs
    # Some of the scripts know them by their paths.
    for name in $hidden; do
      if [ -x "$own/debian/$name" ]; then ln -s "$own/debian/$name" "/usr/bin/$name"; fi
    done
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
    systemctl list-unit-files --state=enabled --no-legend | cut -d ' ' -f 1 | sort >"$own/enabled"
    ;;
  close)
    rm -f /usr/sbin/policy-rc.d
    hide
    out_of_sight
    systemctl list-unit-files --state=enabled --no-legend | cut -d ' ' -f 1 | sort >"$own/enabled.now"
    # What is installed is neither started nor enabled.
    comm -13 "$own/enabled" "$own/enabled.now" | xargs -r systemctl --quiet disable
    ;;
  first)
    dpkg-divert --quiet --local --rename --divert "$real" --add /usr/sbin/pcs
    hide
    out_of_sight
    for name in getenforce setenforce sestatus restorecon; do ln -sf "$own/selinux.py" "/usr/sbin/$name"; done
    ln -sf "$own/yum.py" /usr/bin/yum
    ln -sf "$own/rpm.py" /usr/bin/rpm
    mkdir -p /var/log /etc/pki/rpm-gpg
    echo 'No key: packages of this host are checked by their own list.' >/etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7
    useradd --create-home --shell /bin/bash centos
    mkdir -p -m 0700 /home/centos/.ssh
    chown centos: /home/centos/.ssh
    ;;
esac
