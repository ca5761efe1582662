#!/bin/sh
# For stats.conf: connections are tracked only when a rule asks for their state.
#   sh stats.iptables.sh | iptables-restore --noflush      (add --test to only check)
cat <<RULES
*filter
-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
COMMIT
RULES
