// SPDX-License-Identifier: MIT
#include "serveroptions.h"
